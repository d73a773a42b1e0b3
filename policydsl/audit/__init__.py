"""What really happened, judged by the articles of laws: a log, read and watched."""
