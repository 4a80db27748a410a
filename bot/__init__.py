"""The process: settings, wiring, intake, courier, timers, VK's client, the sandbox."""
