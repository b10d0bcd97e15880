"""A page's markup, reduced part by part; `whole.read` puts the parts together."""
