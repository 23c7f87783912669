"""The look: colours, type, icons, style sheets and our own HTML."""
