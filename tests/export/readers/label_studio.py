"""Run by the Python that has `label-studio-sdk` (make readers): tasks and configuration, and what its checks say."""

import json
import sys

from label_studio_sdk.label_interface import LabelInterface

given = json.load(sys.stdin)
interface = LabelInterface(given["config"])
interface.validate()
for number, task in enumerate(given["tasks"]):
    interface.validate_task({"data": task["data"]})
    for prediction in task["predictions"]:
        for problem in interface.validate_prediction(prediction, return_errors=True):
            print(f"task {number}: {problem}")
