"""VK in a box: an emulator of VK for trying and testing the bot, and its page."""
