"""Sheet: the cells of a workbook as they were saved, read as a stream; addresses, references, formulas; what is malformed is a fault with its cell."""
