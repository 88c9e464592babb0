"""What course authors do: `build` the kit, `audit` the suites, `release` a zip, make up a `demo` class."""
