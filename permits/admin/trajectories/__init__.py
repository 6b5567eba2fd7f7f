"""The officer's workspace: piles of work, one page per trajectory, reports and figures."""

from permits.admin.trajectories.records import TrajectoryAdmin

__all__ = ["TrajectoryAdmin"]
