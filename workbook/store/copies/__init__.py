"""What leaves ``data/`` and comes back: archives, snapshots, export, import, lock, erase."""
