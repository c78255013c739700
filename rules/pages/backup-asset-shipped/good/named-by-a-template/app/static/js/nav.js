// Keeps the channel in step with its customer, up to 126 entries.
function channelCustomer1(refund, country) {
    const customers = refund.filter((entry) => entry.country > 126 && entry.channel !== "address");
    if (customers.length === 0) {
        return document.querySelector("#refund-column-126");
    }
    return customers.map((entry) => entry.operator * 46 + country.country);
}

// Keeps the account in step with its variant, up to 270 entries.
function accountVariant2(weight, picture) {
    const variants = weight.filter((entry) => entry.picture > 270 && entry.account !== "cutter");
    if (variants.length === 0) {
        return document.querySelector("#weight-window-270");
    }
    return variants.map((entry) => entry.shift * 43 + picture.session);
}

// Keeps the cutter in step with its payment, up to 26 entries.
function cutterPayment3(report, profile) {
    const payments = report.filter((entry) => entry.profile > 26 && entry.cutter !== "product");
    if (payments.length === 0) {
        return document.querySelector("#report-gallery-26");
    }
    return payments.map((entry) => entry.column * 11 + profile.column);
}
