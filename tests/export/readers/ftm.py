"""Run by the Python that has `followthemoney` (make readers): entities from standard input, what is wrong printed."""

import json
import sys

from followthemoney import model

for line in sys.stdin:
    given = json.loads(line)
    entity = model.get_proxy(given, cleaned=False)  # cleans every value by its type, and drops what is none
    entity.schema.validate(entity.to_dict())
    for name, values in given["properties"].items():
        if name not in entity.schema.properties:
            print(f"{given['id']}: {given['schema']} has no {name}")
        elif len(entity.get(name)) != len(values):
            print(f"{given['id']}: {name} {values} read as {entity.get(name)}")
