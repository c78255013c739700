// The same step for every day.
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
steps.push({
    name: "step",
    run: () => advance(),
});
