"""From a question to a cited answer; the HTTP service and its pages."""
