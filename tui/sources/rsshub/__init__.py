"""RSSHub: its addresses, its failures, the catalogue of its routes; it keeps no feed."""
