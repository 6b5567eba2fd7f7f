"""What the API tells of the planner's questions."""
