"""Whether sign-ins and mails are limited, and whether a room full of guests gets in all the same."""
