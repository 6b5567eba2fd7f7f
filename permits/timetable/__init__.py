"""The public timetable: what everybody may know of released trajectories (docs/trajectories.md)."""
