"""Our own sample reports: invented figures, and the code that typesets them."""
