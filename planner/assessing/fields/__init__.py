"""Field profiles as data: kinds of system, laws, teams, calendars, sizes of waves by industry."""
