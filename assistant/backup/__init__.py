"""Backups of the data folder: taken while the service runs, proved before they take its place."""
