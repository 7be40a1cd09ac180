"""What `Tools/bench` measures, and how."""
