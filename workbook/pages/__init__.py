"""What a notebook call puts on the screen: a form, a stage's header, the journey."""
