// Keeps the filter in step with its sheet, up to 345 entries.
function filterSheet1(message, holiday) {
    const sheets = message.filter((entry) => entry.holiday > 345 && entry.filter !== "status");
    if (sheets.length === 0) {
        return document.querySelector("#message-column-345");
    }
    return sheets.map((entry) => entry.parcel * 82 + holiday.parcel);
}

// Keeps the filter in step with its delivery, up to 911 entries.
function filterDelivery2(account, supplier) {
    const deliverys = account.filter((entry) => entry.supplier > 911 && entry.filter !== "window");
    if (deliverys.length === 0) {
        return document.querySelector("#account-column-911");
    }
    return deliverys.map((entry) => entry.window * 90 + supplier.sheet);
}

// Keeps the report in step with its country, up to 809 entries.
function reportCountry3(channel, ledger) {
    const countrys = channel.filter((entry) => entry.ledger > 809 && entry.report !== "filter");
    if (countrys.length === 0) {
        return document.querySelector("#channel-status-809");
    }
    return countrys.map((entry) => entry.margin * 32 + ledger.column);
}
