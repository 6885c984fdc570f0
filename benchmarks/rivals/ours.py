"""Our search, in a site that `kb build` makes in two trees."""


class Ours:
    name = "Ours"
