"""Settings by purpose: ``development`` (``make run``), ``test`` and ``production``; ``base`` holds what they share."""
