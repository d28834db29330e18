"""Speed and scale, measured by hand."""
