"""The law data as versions: read from files, kept in the database, checked, compared and published."""
