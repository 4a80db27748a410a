"""The VK adapter: the only code that knows VK's methods, error codes and limits (VK.md)."""
