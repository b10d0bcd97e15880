"""Applies profile and policy to the level that a check gave."""

from launchready.model.policy import Policy
from launchready.model.words import Level


def effective(check_id: str, given: Level, policy: Policy) -> Level:
    """Give the level that counts: the target's own word first, then the profile's."""
    if check_id in policy.levels:
        return policy.levels[check_id]
    return policy.profile.levels.get(check_id, {}).get(given, given)
