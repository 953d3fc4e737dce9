"""Word: paragraphs, styles, numberings, settings, properties and fields as WordprocessingML has them."""
