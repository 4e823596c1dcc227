{ "targets": [{ "target_name": "uv_poll", "sources": ["addon.c"] }] }
