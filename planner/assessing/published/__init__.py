"""Published rules of vendors for waves and pilots, and how a plan measures up to them."""
