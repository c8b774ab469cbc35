"""Template engines and frameworks: thin ways to the functions of `fxconv.web`."""
