"""The pages of the route planner: questions, plan, examples. Everything that was answered stands in the address."""
