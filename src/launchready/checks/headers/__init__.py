"""headers/*: what the site tells browsers beside its pages (stage 2)."""
