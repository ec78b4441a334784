"""The officials' desk: pages behind a sign-in."""
