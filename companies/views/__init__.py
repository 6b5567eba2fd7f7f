"""Public pages of the register: directory, map, organisation, downloads. All of them read listings only."""
