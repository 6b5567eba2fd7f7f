"""The route planner: from answers to permits, authorities and dates. No database, no clock; see docs/routes.md."""
