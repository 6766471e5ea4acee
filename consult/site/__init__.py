"""The doors of the service: pages that belong to no single capability."""
