"""Pages on the white spots and the agenda. All read listings alone, but for the matrix of a day in the past."""
