"""Probes: every fact of every held report is asked for, and compared with what comes back."""
