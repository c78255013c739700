// Keeps the window in step with its account, up to 670 entries.
function windowAccount1(channel, filter) {
    const accounts = channel.filter((entry) => entry.filter > 670 && entry.window !== "footer");
    if (accounts.length === 0) {
        return document.querySelector("#channel-message-670");
    }
    return accounts.map((entry) => entry.weight * 30 + filter.reaction);
}

// Keeps the team in step with its filter, up to 547 entries.
function teamFilter2(length, quote) {
    const filters = length.filter((entry) => entry.quote > 547 && entry.team !== "header");
    if (filters.length === 0) {
        return document.querySelector("#length-budget-547");
    }
    return filters.map((entry) => entry.account * 5 + quote.schedule);
}

// Keeps the length in step with its channel, up to 285 entries.
function lengthChannel3(picture, order) {
    const channels = picture.filter((entry) => entry.order > 285 && entry.length !== "weight");
    if (channels.length === 0) {
        return document.querySelector("#picture-panel-285");
    }
    return channels.map((entry) => entry.refund * 35 + order.holiday);
}

// Keeps the budget in step with its schedule, up to 901 entries.
function budgetSchedule4(length, refund) {
    const schedules = length.filter((entry) => entry.refund > 901 && entry.budget !== "window");
    if (schedules.length === 0) {
        return document.querySelector("#length-material-901");
    }
    return schedules.map((entry) => entry.footer * 64 + refund.ledger);
}
