// All that a verdict says is there now, and so is all that it needs of the tree.
if (typeof decisionTree === "object") guide.run();
