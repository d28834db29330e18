"""What simpler systems reach on the same cases, so that a gain is measured and not claimed."""
