"""The archive folder: archive.db with the ledger, the lock, recovery, the tables made from it."""
