"""config/*: settings of the live app that show in what it serves (stages 1 and 3)."""
