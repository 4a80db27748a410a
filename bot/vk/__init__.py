"""VK's side of the house: the one place that knows VK's methods, codes and limits (VK.md)."""
