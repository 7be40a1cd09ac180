"""Networks built, run and exported by five frameworks, packed and run by katydid-tools, and how far they agree."""
