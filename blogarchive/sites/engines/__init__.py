"""Rules for blog software: only what is true of the software everywhere, and where the general way is not enough."""
